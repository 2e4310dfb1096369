/** Tools that report while they run: progress, log lines, and that something changed. */
import { defineTool, notify, type Tool } from '@kami/guest';
import { pause } from './pause.ts';
import { nothing } from './plain-schema.ts';

export const reportingTools: readonly Tool[] = [
  defineTool({
    name: 'tool_with_progress',
    description: 'Reports progress.',
    input: nothing,
    run: async (_args, context) => {
      for (const done of [0, 50, 100]) {
        context.progress(done, 100, `Completed step ${done} of 100`);
        if (done < 100) await pause(50);
      }
      return 'done';
    },
  }),
  defineTool({
    name: 'tool_with_logging',
    description: 'Writes log lines.',
    input: nothing,
    run: async (_args, { log }) => {
      log.info('Tool execution started');
      await pause(50);
      log.info('Tool processing data');
      await pause(50);
      log.info('Tool execution completed');
      return 'Tool with logging executed successfully';
    },
  }),
  defineTool({
    name: 'logging_tool',
    description: 'Writes a line of each level.',
    input: nothing,
    run: (_args, { log }) => {
      log.debug('debugging');
      log.info('informing', { of: 'something' });
      log.error('failing');
      return 'logged';
    },
  }),
  defineTool({
    name: 'trigger_tool_change',
    description: 'Says that the list of tools changed.',
    input: nothing,
    run: () => {
      notify.listChanged('tools');
      return 'told';
    },
  }),
  defineTool({
    name: 'trigger_prompt_change',
    description: 'Says that the list of prompts changed.',
    input: nothing,
    run: () => {
      notify.listChanged('prompts');
      return 'told';
    },
  }),
  defineTool({
    name: 'trigger_resource_update',
    description: 'Says that the watched resource was updated, and one that is not its own.',
    input: nothing,
    run: () => {
      notify.resourceUpdated('other://resource');
      notify.resourceUpdated('test://watched-resource');
      return 'told';
    },
  }),
];

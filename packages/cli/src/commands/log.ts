import { err, kamiError, ok, type Json, type StoredEvent } from '@kami/types';
import type { App } from '../app.ts';
import { terminalText } from '../output/terminal-text.ts';
import type { CommandResult } from './command.ts';
import { findTool } from './find-tool.ts';

/** What `kami log` is to show. */
export interface LogOptions {
  readonly tool?: string;
  readonly call?: string;
  readonly limit: number;
}

/** `kami log`: the newest events, oldest first. */
export async function logCommand(app: App, options: LogOptions): CommandResult {
  if (!Number.isInteger(options.limit) || options.limit < 1 || options.limit > 10_000) {
    return err(kamiError('KAMI_USAGE', 'The number of events must be a whole number from 1 to 10,000.'));
  }
  const home = await app.home();
  if (!home.ok) return home;
  const tool = options.tool === undefined ? undefined : await findTool(home.value, options.tool);
  if (tool?.ok === false) return tool;
  const events = await home.value.events.read({
    limit: options.limit,
    ...(tool === undefined ? {} : { toolId: tool.value.id }),
    ...(options.call === undefined ? {} : { correlationId: options.call }),
  });
  if (!events.ok) return events;
  for (const event of events.value) {
    if (app.json) app.console.json(eventJson(event));
    else app.console.out(eventLine(app, event));
  }
  if (events.value.length === 0) app.console.note('No events.');
  return ok(0);
}

function eventLine({ console }: App, event: StoredEvent): string {
  const data = Object.entries(event.data).map(
    ([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const time = event.time.replace('T', ' ').replace(/\d{3}Z$/, '');
  const type = console.strong(
    event.type.includes('denied') || event.type.includes('failed') ? 'red' : 'bold',
    event.type.padEnd(22),
  );
  return `${console.strong('dim', `${String(event.seq).padStart(5)}  ${time}`)}  ${type} ${terminalText(`${event.intent}  ${data.join(' ')}`)}`.trimEnd();
}

function eventJson(event: StoredEvent): Json {
  const { artifact, ...rest } = event;
  return { ...rest, ...(artifact === undefined ? {} : { artifact: { ...artifact } }) };
}

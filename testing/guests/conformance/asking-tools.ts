/** Tools and a prompt that ask the person or the model behind the client. */
import { ask, defineTool, definePrompt, question, type Prompt, type Question, type Tool } from '@kami/guest';
import { nothing, plainSchema } from './plain-schema.ts';

type Values = Record<string, unknown>;

const textForm = (message: string, field: string): Question<Values> =>
  question.form(
    message,
    plainSchema<Values>({ type: 'object', properties: { [field]: { type: 'string' } }, required: [field] }),
  );
const okForm = (message: string): Question<Values> =>
  question.form(
    message,
    plainSchema<Values>({ type: 'object', properties: { ok: { type: 'boolean' } }, required: ['ok'] }),
  );
const prompt = (text: string, maxTokens: number): ReturnType<typeof question.sample> =>
  question.sample({ messages: [{ role: 'user', content: { type: 'text', text } }], maxTokens });
const userName = textForm('What is your name?', 'name');

const asking = (name: string, run: Parameters<typeof defineTool>[0]['run']): Tool =>
  defineTool({ name, description: 'Asks something and tells the answer.', input: nothing, run });

export const askingTools: readonly Tool[] = [
  defineTool({
    name: 'sampling',
    description: 'Asks the model.',
    input: plainSchema<{ prompt: string }>({
      type: 'object',
      properties: { prompt: { type: 'string' } },
      required: ['prompt'],
    }),
    run: async ({ prompt: text }) =>
      `LLM response: ${JSON.stringify(await ask({ reply: prompt(text, 100) }))}`,
  }),
  defineTool({
    name: 'elicitation',
    description: 'Asks the person for a name and an address.',
    input: plainSchema<{ message: string }>({
      type: 'object',
      properties: { message: { type: 'string' } },
      required: ['message'],
    }),
    run: async ({ message }) => {
      const form = question.form(
        message,
        plainSchema<Values>({
          type: 'object',
          properties: {
            username: { type: 'string', description: "User's response" },
            email: { type: 'string', description: "User's email address" },
          },
          required: ['username', 'email'],
        }),
      );
      return `User response: ${JSON.stringify((await ask({ form })).form)}`;
    },
  }),
  asking('elicitation_sep1034_defaults', async () => {
    const form = question.form(
      'Check what is filled in already.',
      plainSchema<Values>({
        type: 'object',
        properties: {
          name: { type: 'string', default: 'John Doe' },
          age: { type: 'integer', default: 30 },
          score: { type: 'number', default: 95.5 },
          status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
          verified: { type: 'boolean', default: true },
        },
      }),
    );
    return `Elicitation completed: ${JSON.stringify((await ask({ form })).form)}`;
  }),
  asking('elicitation_sep1330_enums', async () => {
    const options = ['option1', 'option2', 'option3'];
    const titled = (word: string): object[] =>
      ['First', 'Second', 'Third'].map((which, index) => ({
        const: `value${index + 1}`,
        title: `${which} ${word}`,
      }));
    const form = question.form(
      'Choose.',
      plainSchema<Values>({
        type: 'object',
        properties: {
          untitledSingle: { type: 'string', enum: options },
          titledSingle: { type: 'string', oneOf: titled('Option') },
          legacyEnum: {
            type: 'string',
            enum: ['opt1', 'opt2', 'opt3'],
            enumNames: ['Option One', 'Option Two', 'Option Three'],
          },
          untitledMulti: { type: 'array', items: { type: 'string', enum: options } },
          titledMulti: { type: 'array', items: { anyOf: titled('Choice') } },
        },
      }),
    );
    return `Elicitation completed: ${JSON.stringify((await ask({ form })).form)}`;
  }),
  asking('missing_capability', async () => JSON.stringify(await ask({ reply: prompt('Hello', 10) }))),
  asking('streaming_elicitation', async (_args, { log }) => {
    log.info('about to ask');
    return JSON.stringify(await ask({ user_name: userName }));
  }),
  asking('input_required_result_elicitation', async () => {
    const { user_name: answer } = await ask({ user_name: userName });
    return answer.action === 'accepted' ? `Hello, ${String(answer.content['name'])}!` : answer.action;
  }),
  asking('input_required_result_sampling', async () => {
    const { capital_question: answer } = await ask({
      capital_question: prompt('What is the capital of France?', 100),
    });
    return JSON.stringify(answer);
  }),
  asking('input_required_result_list_roots', async () =>
    JSON.stringify(await ask({ client_roots: question.roots() })),
  ),
  asking('input_required_result_request_state', async () => {
    const { confirm } = await ask({ confirm: okForm('Go on?') });
    return `state-ok ${confirm.action}`;
  }),
  asking('input_required_result_multiple_inputs', async () =>
    JSON.stringify(
      await ask({
        user_name: userName,
        greeting: prompt('Generate a greeting', 50),
        client_roots: question.roots(),
      }),
    ),
  ),
  asking('input_required_result_multi_round', async () => {
    const { step1 } = await ask({ step1: textForm('Step 1: What is your name?', 'name') });
    const { step2 } = await ask({ step2: textForm('Step 2: What is your favorite color?', 'color') });
    return JSON.stringify([step1, step2]);
  }),
  asking('input_required_result_tampered_state', async () =>
    JSON.stringify(await ask({ confirm: okForm('Go on?') })),
  ),
  asking('input_required_result_capabilities', async (_args, { client }) => {
    const answers = {
      ...(client.form ? await ask({ user_name: userName }) : {}),
      ...(client.sampling ? await ask({ greeting: prompt('Generate a greeting', 50) }) : {}),
    };
    return JSON.stringify(answers);
  }),
];

export const askingPrompts: readonly Prompt[] = [
  definePrompt({
    name: 'input_required_result_prompt',
    description: 'Asks what the prompt is about.',
    get: async () => {
      const { user_context: answer } = await ask({
        user_context: textForm('What context should the prompt use?', 'context'),
      });
      return `Context: ${answer.action === 'accepted' ? String(answer.content['context']) : answer.action}`;
    },
  }),
];

/**
 * Threat: a tool whose question reads as one of KAMI's own: clients say only that the server asks. Rule: what a component
 * says to a person begins with the name of its tool; KAMI's own questions are those whose names no component may give.
 */
import { OWN_QUESTION_PREFIX, type Question } from '@kami/protocol';
import type { Asker } from '@kami/runtime';

/** An asker whose forms and pages say which tool asks. */
export function createNamedAsker(asker: Asker, tool: string): Asker {
  return {
    get features() {
      return asker.features;
    },
    lack: (features) => asker.lack(features),
    ask: async (questions, signal) =>
      asker.ask(
        questions.map((question) => named(question, tool)),
        signal,
      ),
  };
}

function named(question: Question, tool: string): Question {
  if (question.name.startsWith(OWN_QUESTION_PREFIX)) return question;
  return 'message' in question
    ? { ...question, message: `The tool ${tool} asks: ${question.message}` }
    : question;
}

import type { BrokerSession } from '@kami/sandbox';
import type { Clock } from '@kami/types';
import type { PersonReply } from '../asking/ask-person.ts';
import type { HostCallSeam } from '../executor.ts';
import { wireTime } from '../pool/instance-frames.ts';
import type { ToolSignal } from '../listing/tool-signals.ts';
import type { CallObserver } from '../tool-host.ts';

/** Bytes of a guest's standard output and error that are passed on per call: a flood of output ends here. */
const MAX_FORWARDED_OUTPUT: number = 256 * 1024;
/** What stands where the output of a call was cut. */
const OUTPUT_CUT = `The tool wrote more than ${MAX_FORWARDED_OUTPUT} bytes of output: the rest is left out.`;

/** The seam of a live call: host calls go to the broker, questions to `askPerson`, log, progress and output to the observer, notifications to `onSignal`. */
export function createLiveSeam(
  session: BrokerSession,
  clock: Clock,
  observer: CallObserver | undefined,
  onSignal: (signal: ToolSignal) => void,
  askPerson: (body: Uint8Array) => Promise<PersonReply>,
): HostCallSeam {
  const utf8 = new TextDecoder();
  let forwarded = 0;
  let isCut = false;
  return {
    async call(call, body) {
      const { reply, body: bytes } = await (call.op === 'ask' ? askPerson(body) : session.call(call, body));
      const header = { ...reply, time: wireTime(clock) };
      return bytes === undefined ? { header } : { header, body: bytes };
    },
    oneway(call, body) {
      switch (call.op) {
        case 'log':
          return observer?.log(call.level, call.message, call.data);
        case 'progress':
          return observer?.progress(call.done, call.total, call.message);
        case 'output': {
          const part = body.subarray(0, MAX_FORWARDED_OUTPUT - forwarded);
          forwarded += part.length;
          if (part.length > 0)
            observer?.log(
              call.stream === 'stderr' ? 'warning' : 'info',
              utf8.decode(part).trimEnd(),
              undefined,
            );
          if (part.length < body.length && !isCut) {
            isCut = true;
            observer?.log('warning', OUTPUT_CUT, undefined);
          }
          return undefined;
        }
        case 'drop':
          return session.oneway(call);
        case 'notify':
          return onSignal(call.uri === undefined ? { kind: call.what } : { kind: 'resource', uri: call.uri });
      }
    },
  };
}

/** Calls any function of `kami:host` that it is told to: see `include/run-steps.mjs`. */
import { stepsTool } from '../include/run-steps.mjs';
import hostLog from 'kami:host/log@0.1.0';
import hostCall from 'kami:host/call@0.1.0';
import hostAsk from 'kami:host/ask@0.1.0';
import hostSecrets from 'kami:host/secrets@0.1.0';
import hostNotify from 'kami:host/notify@0.1.0';
import hostFiles from 'kami:host/files@0.1.0';
import hostHttp from 'kami:host/http@0.1.0';

export const { describe, call } = stepsTool('host-steps', {
  'kami:host/log': hostLog,
  'kami:host/call': hostCall,
  'kami:host/ask': hostAsk,
  'kami:host/secrets': hostSecrets,
  'kami:host/notify': hostNotify,
  'kami:host/files': hostFiles,
  'kami:host/http': hostHttp,
});

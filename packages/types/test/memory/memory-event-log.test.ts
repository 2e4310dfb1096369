import { describeEventLog } from '../contract/event-log.contract.ts';
import { createMemoryEventLog } from './memory-event-log.ts';

describeEventLog('memory', async () => ({ events: createMemoryEventLog(), close: async () => {} }));

import { cliAndConfigCases } from './cases/cli-and-config.ts';
import { clockAndRandomCases } from './cases/clocks-and-random.ts';
import { changeCases } from './cases/filesystem-changes.ts';
import { contentCases } from './cases/filesystem-content.ts';
import { metadataCases } from './cases/filesystem-metadata.ts';
import { pathCases } from './cases/filesystem-paths.ts';
import { hostCallCases } from './cases/host-call.ts';
import { hostFilesCases } from './cases/host-files.ts';
import { hostHttpCases } from './cases/host-http.ts';
import { httpBodyCases } from './cases/http-bodies.ts';
import { httpExchangeCases } from './cases/http-exchanges.ts';
import { httpFieldsCases } from './cases/http-fields.ts';
import { httpFrozenFieldsCases } from './cases/http-frozen-fields.ts';
import { httpOptionsCases } from './cases/http-options.ts';
import { httpOutgoingBodyCases } from './cases/http-outgoing-bodies.ts';
import { httpRequestCases } from './cases/http-requests.ts';
import { httpResponseCases } from './cases/http-responses.ts';
import { httpStreamingCases } from './cases/http-streaming.ts';
import { inputCases } from './cases/io-input.ts';
import { outputCases } from './cases/io-output.ts';
import { pollCases } from './cases/io-poll.ts';
import { spliceCases } from './cases/io-splice.ts';
import { socketCases } from './cases/sockets.ts';
import type { ConformanceCase } from './conformance-case.ts';

/** The cases by the guest that runs them. */
export const CASES_BY_GUEST: Readonly<Record<'wasi-steps' | 'host-steps', readonly ConformanceCase[]>> = {
  'wasi-steps': [
    ...cliAndConfigCases,
    ...clockAndRandomCases,
    ...changeCases,
    ...contentCases,
    ...metadataCases,
    ...pathCases,
    ...httpBodyCases,
    ...httpStreamingCases,
    ...httpExchangeCases,
    ...httpFieldsCases,
    ...httpFrozenFieldsCases,
    ...httpOptionsCases,
    ...httpOutgoingBodyCases,
    ...httpRequestCases,
    ...httpResponseCases,
    ...inputCases,
    ...outputCases,
    ...pollCases,
    ...spliceCases,
    ...socketCases,
  ],
  'host-steps': [...hostCallCases, ...hostFilesCases, ...hostHttpCases],
};

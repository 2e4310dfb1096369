/** Calls any function of WASI 0.2 that it is told to: see `include/run-steps.mjs`. */
import { stepsTool } from '../include/run-steps.mjs';
import * as cliEnvironment from 'wasi:cli/environment@0.2.12';
import * as cliExit from 'wasi:cli/exit@0.2.12';
import * as cliStdin from 'wasi:cli/stdin@0.2.12';
import * as cliStdout from 'wasi:cli/stdout@0.2.12';
import * as cliStderr from 'wasi:cli/stderr@0.2.12';
import * as cliTerminalStdin from 'wasi:cli/terminal-stdin@0.2.12';
import * as cliTerminalStdout from 'wasi:cli/terminal-stdout@0.2.12';
import * as cliTerminalStderr from 'wasi:cli/terminal-stderr@0.2.12';
import * as clocksMonotonicClock from 'wasi:clocks/monotonic-clock@0.2.12';
import * as clocksWallClock from 'wasi:clocks/wall-clock@0.2.12';
import * as filesystemPreopens from 'wasi:filesystem/preopens@0.2.12';
import * as filesystemTypes from 'wasi:filesystem/types@0.2.12';
import * as httpOutgoingHandler from 'wasi:http/outgoing-handler@0.2.12';
import * as httpTypes from 'wasi:http/types@0.2.12';
import * as ioError from 'wasi:io/error@0.2.12';
import * as ioPoll from 'wasi:io/poll@0.2.12';
import * as ioStreams from 'wasi:io/streams@0.2.12';
import * as randomInsecure from 'wasi:random/insecure@0.2.12';
import * as randomInsecureSeed from 'wasi:random/insecure-seed@0.2.12';
import * as randomRandom from 'wasi:random/random@0.2.12';
import * as socketsInstanceNetwork from 'wasi:sockets/instance-network@0.2.12';
import * as socketsIpNameLookup from 'wasi:sockets/ip-name-lookup@0.2.12';
import * as socketsNetwork from 'wasi:sockets/network@0.2.12';
import * as socketsTcpCreateSocket from 'wasi:sockets/tcp-create-socket@0.2.12';
import * as socketsTcp from 'wasi:sockets/tcp@0.2.12';
import * as socketsUdpCreateSocket from 'wasi:sockets/udp-create-socket@0.2.12';
import * as socketsUdp from 'wasi:sockets/udp@0.2.12';
import * as configStore from 'wasi:config/store@0.2.0-rc.1';

export const { describe, call } = stepsTool('wasi-steps', {
  'wasi:cli/environment': cliEnvironment,
  'wasi:cli/exit': cliExit,
  'wasi:cli/stdin': cliStdin,
  'wasi:cli/stdout': cliStdout,
  'wasi:cli/stderr': cliStderr,
  'wasi:cli/terminal-stdin': cliTerminalStdin,
  'wasi:cli/terminal-stdout': cliTerminalStdout,
  'wasi:cli/terminal-stderr': cliTerminalStderr,
  'wasi:clocks/monotonic-clock': clocksMonotonicClock,
  'wasi:clocks/wall-clock': clocksWallClock,
  'wasi:filesystem/preopens': filesystemPreopens,
  'wasi:filesystem/types': filesystemTypes,
  'wasi:http/outgoing-handler': httpOutgoingHandler,
  'wasi:http/types': httpTypes,
  'wasi:io/error': ioError,
  'wasi:io/poll': ioPoll,
  'wasi:io/streams': ioStreams,
  'wasi:random/insecure': randomInsecure,
  'wasi:random/insecure-seed': randomInsecureSeed,
  'wasi:random/random': randomRandom,
  'wasi:sockets/instance-network': socketsInstanceNetwork,
  'wasi:sockets/ip-name-lookup': socketsIpNameLookup,
  'wasi:sockets/network': socketsNetwork,
  'wasi:sockets/tcp-create-socket': socketsTcpCreateSocket,
  'wasi:sockets/tcp': socketsTcp,
  'wasi:sockets/udp-create-socket': socketsUdpCreateSocket,
  'wasi:sockets/udp': socketsUdp,
  'wasi:config/store': configStore,
});

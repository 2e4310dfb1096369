import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** A name server on loopback. */
export interface DnsServer extends AsyncDisposable {
  /** `127.0.0.1:PORT`. */
  readonly address: string;
  /** The names that were asked for, once for each question for IPv4 addresses. */
  readonly asked: readonly string[];
  forget(): void;
}

const TYPE_A = 1;
const TYPE_AAAA = 28;
const HEADER_BYTES = 12;

/**
 * Answers by UDP (RFC 1035, section 4). `answers` gives the addresses of a name the nth time that it is asked for,
 * from 0, or nothing for a name that does not exist.
 */
export async function serveDns(
  answers: (name: string, nth: number) => readonly string[] | undefined,
): Promise<DnsServer> {
  let asked: string[] = [];
  const times = new Map<string, number>();
  const socket = createSocket('udp4');
  socket.on('message', (query, from) => {
    const { name, type, end } = readQuestion(query);
    const key = `${name} ${type}`;
    const nth = times.get(key) ?? 0;
    times.set(key, nth + 1);
    if (type === TYPE_A) asked.push(name);
    const found = answers(name, nth);
    const records = (found ?? [])
      .filter((address) => type === (address.includes(':') ? TYPE_AAAA : TYPE_A))
      .map((address) => recordOf(address, type));
    const header = Buffer.from(query.subarray(0, HEADER_BYTES));
    header.writeUInt16BE(found === undefined ? 0x81_83 : 0x81_80, 2);
    for (const [offset, count] of [1, records.length, 0, 0].entries())
      header.writeUInt16BE(count, 4 + 2 * offset);
    socket.send(
      Buffer.concat([header, query.subarray(HEADER_BYTES, end), ...records]),
      from.port,
      from.address,
    );
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    address: `127.0.0.1:${socket.address().port}`,
    get asked() {
      return asked;
    },
    forget() {
      asked = [];
    },
    async [Symbol.asyncDispose]() {
      socket.close();
      await once(socket, 'close');
    },
  };
}

function readQuestion(query: Buffer): { readonly name: string; readonly type: number; readonly end: number } {
  const labels: string[] = [];
  let at = HEADER_BYTES;
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

/** A record that points at the question's name and is not to be kept. */
function recordOf(address: string, type: number): Buffer {
  const data = type === TYPE_A ? Buffer.from(address.split('.').map(Number)) : bytesOfIpv6(address);
  const record = Buffer.alloc(12);
  record.writeUInt16BE(0xc0_0c, 0);
  record.writeUInt16BE(type, 2);
  record.writeUInt16BE(1, 4);
  record.writeUInt16BE(data.length, 10);
  return Buffer.concat([record, data]);
}

function bytesOfIpv6(address: string): Buffer {
  const [head = '', tail = ''] = address.split('::').map((half) =>
    half
      .split(':')
      .filter((group) => group !== '')
      .map((group) => group.padStart(4, '0'))
      .join(''),
  );
  return Buffer.from(`${head}${tail.padStart(32 - head.length, '0')}`, 'hex');
}

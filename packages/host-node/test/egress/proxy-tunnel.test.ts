import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { openTunnel } from '../../src/egress/proxy-tunnel.ts';
import { egressWith, request, rules, serve } from './egress-fixture.ts';

/** A proxy that reaches one server, for these targets only. */
async function proxyTo(port: number, reachable: readonly string[]) {
  const asked: string[] = [];
  const server = createServer();
  server.on('connect', (incoming, socket) => {
    asked.push(incoming.url ?? '');
    if (!reachable.includes(incoming.url ?? '')) return socket.end('HTTP/1.1 502 no\r\n\r\n');
    const other = connect(port, '127.0.0.1');
    socket.on('error', () => other.destroy()).on('close', () => other.destroy());
    other.on('close', () => socket.destroy());
    socket.write('HTTP/1.1 200 yes\r\n\r\n');
    return socket.pipe(other).pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    asked,
    address: { host: '127.0.0.1', port: (server.address() as AddressInfo).port },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

describe('openTunnel', () => {
  it('takes the first address that the proxy reaches', async () => {
    await using server = await serve((_incoming, response) => response.end('x'));
    await using proxy = await proxyTo(server.port, ['[2606:4700::1111]:80', '8.8.8.8:80']);
    const socket = await openTunnel(proxy.address, ['1.1.1.1', '2606:4700::1111', '8.8.8.8'], 80);
    expect(proxy.asked).toEqual(['1.1.1.1:80', '[2606:4700::1111]:80']);
    socket.destroy();
  });

  it('says what the proxy said, that it is not there, or that there is no address', async () => {
    const proxy = await proxyTo(1, []);
    await expect(openTunnel(proxy.address, ['1.1.1.1'], 80)).rejects.toMatchObject({
      fault: { code: 'destination-unavailable', message: 'the proxy made no connection (status 502)' },
    });
    await proxy[Symbol.asyncDispose]();
    await expect(openTunnel(proxy.address, ['1.1.1.1'], 80)).rejects.toMatchObject({
      fault: { message: 'the configured proxy cannot be reached' },
    });
    await expect(openTunnel(proxy.address, [], 80)).rejects.toMatchObject({
      fault: { code: 'DNS-error' },
    });
  });
});

describe('an egress with a proxy', () => {
  it('asks it for checked addresses, keeps Host, and asks for none that is closed', async () => {
    await using server = await serve((incoming, response) => response.end(incoming.headers.host));
    await using proxy = await proxyTo(server.port, ['93.184.215.14:80', '1.1.1.1:80']);
    await using egress = egressWith([['93.184.215.14'], ['10.0.0.1']], { proxy: proxy.address });
    const first = await request(egress, rules('http://good.example'), 'http://good.example/');
    expect(first.ok && first.value.body.toString()).toBe('good.example');
    const literal = await request(egress, rules('http://1.1.1.1'), 'http://1.1.1.1/');
    expect(literal.ok && literal.value.body.toString()).toBe('1.1.1.1');
    expect(await request(egress, rules('http://other.example'), 'http://other.example/')).toMatchObject({
      error: { code: 'destination-IP-prohibited' },
    });
    expect(proxy.asked).toEqual(['93.184.215.14:80', '1.1.1.1:80']);
  });

  it('asks it for bodies of unknown length too, and keeps them from closed addresses', async () => {
    await using server = await serve((incoming, response) => {
      incoming.on('end', () => response.end(incoming.headers['transfer-encoding'])).resume();
    });
    await using proxy = await proxyTo(server.port, ['93.184.215.14:80']);
    await using egress = egressWith([['93.184.215.14'], ['10.0.0.1']], { proxy: proxy.address });
    const answerOf = async (host: string) => {
      const post = { method: 'POST', url: `http://${host}/`, headers: [], body: 'stream' } as const;
      await using exchange = egress.start('t', rules(`http://${host}`), post);
      await exchange.send(Buffer.from('part'), true);
      return await exchange.next(100);
    };
    expect(await answerOf('good.example')).toMatchObject({ ok: true, value: { kind: 'head', status: 200 } });
    expect(await answerOf('other.example')).toMatchObject({
      ok: false,
      error: { refusal: 'blocked-address' },
    });
    expect(proxy.asked).toEqual(['93.184.215.14:80']);
  });
});

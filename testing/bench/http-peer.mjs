/** A server on loopback in a process of its own: 1 KB at `/small`. Prints its port. */
import { createServer } from 'node:http';
import { stdout } from 'node:process';

const content = Buffer.alloc(1024, 'x');
const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'text/plain', 'content-length': content.length }).end(content);
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  stdout.write(`${server.address().port}\n`);
});

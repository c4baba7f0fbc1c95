import { connect } from 'node:net';

export type RawRequest = {
  readonly line: string; // 'GET / HTTP/1.1'
  /** `PORT` in a value stands for the station's port; an empty value leaves the header out. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/**
 * One request over a bare socket, because no client would send such headers; answers what comes back, up to the end of
 * the connection, the upgrade of a WebSocket, or a silence.
 */
export function rawRequest(port: number, request: RawRequest): Promise<string> {
  const all: Readonly<Record<string, string>> = { Host: '127.0.0.1:PORT', ...request.headers };
  const lines = Object.entries(all)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value.replace('PORT', String(port))}`);
  return new Promise((done, fail) => {
    const client = connect(port, '127.0.0.1', () => {
      client.write(`${[request.line, ...lines].join('\r\n')}\r\n\r\n${request.body}`);
    });
    let answer = '';
    const end = () => {
      client.destroy();
      done(answer);
    };
    client.on('data', (chunk) => {
      answer += chunk;
      if (answer.startsWith('HTTP/1.1 101')) end();
    });
    client.on('end', end);
    client.on('error', (error) => (answer === '' ? fail(error) : end()));
    client.setTimeout(1500, end);
  });
}

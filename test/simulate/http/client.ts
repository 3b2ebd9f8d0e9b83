import { Agent, type IncomingHttpHeaders, request as send } from 'node:http';

export type Call = {
  readonly method: 'GET' | 'POST';
  /** Path and query, byte for byte as it goes on the wire. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};

export type Answer = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

export type Client = {
  readonly origin: string;
  readonly call: (call: Call) => Promise<Answer>;
  readonly close: () => void;
};

/**
 * Speaks HTTP to one server with exactly the headers given: `fetch` would add its own
 * `Sec-Fetch-Mode`. Connections are kept, at most `sockets` of them.
 */
export function openClient(origin: string, sockets: number): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: sockets });
  const { hostname, port } = new URL(origin);
  return {
    origin,
    close: () => agent.destroy(),
    call: ({ method, path, headers, body }) =>
      new Promise((resolve, reject) => {
        const length = body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) };
        const request = send({
          agent,
          hostname,
          port,
          method,
          path,
          headers: { ...headers, ...length },
        });
        request.once('error', reject);
        request.once('response', (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.once('error', reject);
          response.once('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: Buffer.concat(chunks).toString('utf8'),
            }),
          );
        });
        request.end(body);
      }),
  };
}

import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isAbsolute, relative, resolve } from 'node:path';
import { LAUNCH_NOTE_PATH, pageHeaders, parseAssetPath } from '../../shared/contracts/page-policy';

export interface StaticServerOptions {
  /** The built window: `out/renderer`. */
  root: string;
  /** 0 takes any free port: for tests only, the data store belongs to the port. */
  port: number;
  /** Told to the window: why it runs in a browser though Electron was wanted. */
  note?: string | undefined;
}

export interface StaticServer {
  origin: string;
  close(): Promise<void>;
}

/**
 * Serves the built window to this machine only, under one name. Rejects with the listen error (`EADDRINUSE`) where the
 * port is taken; it never looks for another one.
 */
export function serveRenderer(options: StaticServerOptions): Promise<StaticServer> {
  return new Promise((done, failed) => {
    const server = createServer((request, response) => {
      answer(options, portOf(server), request, response).catch(() => refuse(response, 500));
    });
    server.once('error', failed);
    // `localhost` resolves to ::1 or 127.0.0.1 depending on the machine; listening on the name serves what browsers try.
    server.listen(options.port, 'localhost', () => {
      done({ origin: `http://localhost:${portOf(server)}`, close: () => closeServer(server) });
    });
  });
}

async function answer(
  options: StaticServerOptions,
  port: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // A foreign Host means a name was rebound to this machine: another site's page must not read the window as its own.
  if (request.headers.host !== `localhost:${port}`) return refuse(response, 403);
  // HEAD as well: what waits for the server to be up asks with it. Node sends no body in answer to it.
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405);
  const rawPath = request.url ?? '/';
  if (rawPath === LAUNCH_NOTE_PATH) return sendNote(response, options.note);
  const asset = parseAssetPath(rawPath);
  const file = asset && resolve(options.root, asset.path);
  if (!asset || !file || !isInside(options.root, file)) return refuse(response, 404);
  const body = await readFile(file).catch(() => null);
  if (!body) return refuse(response, 404);
  response.writeHead(200, { ...asset.headers, 'content-length': String(body.byteLength) }).end(body);
}

function sendNote(response: ServerResponse, note: string | undefined): void {
  const headers = { ...pageHeaders(true), 'content-type': 'application/json; charset=utf-8' };
  response.writeHead(200, headers).end(JSON.stringify({ note: note ?? null }));
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { ...pageHeaders(true), 'content-length': '0' }).end();
}

function isInside(root: string, file: string): boolean {
  const inner = relative(resolve(root), file);
  return inner !== '' && !inner.startsWith('..') && !isAbsolute(inner);
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { serveRenderer, type StaticServer } from '../../build/tools/static-server';

vi.mock('electron', () => ({ protocol: {} }));
const { answerAppRequest } = await import('../../electron/main/protocol');

const folder = mkdtempSync(join(tmpdir(), 'assets-'));
const root = join(folder, 'renderer');
const reads: string[] = [];
let server: StaticServer;

beforeAll(async () => {
  mkdirSync(join(root, 'assets'), { recursive: true });
  writeFileSync(join(root, 'index.html'), '<p>page</p>');
  writeFileSync(join(root, 'assets/app-1.js'), 'export {}');
  writeFileSync(join(root, 'assets/secret.pem'), 'secret');
  writeFileSync(join(root, '.env.txt'), 'secret');
  writeFileSync(join(folder, 'outside.js'), 'secret');
  writeFileSync(join(folder, 'outside.html'), 'secret');
  server = await serveRenderer({ root, port: 0 });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => reads.splice(0));

const ask = (path: string, method = 'GET', origin = 'app://main'): Promise<Response> =>
  answerAppRequest({ method, url: origin + path }, root, async (file) => {
    reads.push(file);
    return readFile(file);
  });

/** As `curl --path-as-is`: nothing on the way folds the dots. */
function askServer(
  path: string,
  options: { host?: string; method?: string } = {},
): Promise<{ status: number; body: string }> {
  const { port } = new URL(server.origin);
  return new Promise((done, failed) => {
    const sent = request(
      {
        host: 'localhost',
        port,
        path,
        method: options.method ?? 'GET',
        headers: { host: options.host ?? `localhost:${port}` },
      },
      (response) => {
        let body = '';
        response.on('data', (part: Buffer) => (body += String(part)));
        response.on('end', () => done({ status: response.statusCode ?? 0, body }));
      },
    );
    sent.on('error', failed);
    sent.end();
  });
}

const CLIMBS = [
  '../',
  '..%2f',
  '%2e%2e/',
  '%2e%2e%2f',
  '..%5c',
  '..\\',
  '.%2e/',
  '%2E%2E%2F',
  '..%252f',
  '%252e%252e/',
  '..;/',
  '....//',
];
const VECTORS = [
  ...CLIMBS.flatMap((climb) => [
    `/${climb}outside.js`,
    `/${climb}${climb}outside.js`,
    `/assets/${climb}${climb}outside.js`,
  ]),
  ...CLIMBS.map((climb) => `/assets/${climb}../outside.html`),
  '//outside.js',
  '/./index.html',
  '/assets//app-1.js',
  '/assets/./app-1.js',
  '/assets/../index.html',
  '/.env.txt',
  '/assets/secret.pem',
  '/index.html%00.js',
  '/index.html\0',
  '/C:/Windows/win.ini',
  '/c%3a/outside.js',
  '/file:///etc/passwd',
  '/index.html::$DATA',
  '/index.html.',
  '/index.html%20',
  '/assets/app-1.js%20',
  '/%ff%fe.js',
  '/%E0%A4%A.js',
  '/assets',
  '/assets/',
  '/missing.js',
  '/index',
  '/INDEX.HTML',
  '/\u202ejs.exe',
  '/assets/app-1.js/..',
  '/package.json',
  '/~root/x.js',
  '/${x}.js',
];

describe('the protocol handler', () => {
  test(`answers ${VECTORS.length} attempts to leave the folder with 404 and reads nothing outside`, async () => {
    expect(VECTORS.length).toBeGreaterThanOrEqual(60);
    for (const path of VECTORS) {
      const response = await ask(path);
      expect(response.status, path).toBe(404);
      expect(await response.text(), path).toBe('');
    }
    expect(reads.filter((file) => relative(root, file).startsWith('..'))).toEqual([]);
  });

  test.each(['app://other', 'app://main.evil', 'app://main@evil', 'https://main', 'APP://main'])(
    '%s is not the program',
    async (origin) => {
      expect((await ask('/index.html', 'GET', origin)).status).toBe(404);
    },
  );

  test.each(['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'])('%s is refused', async (method) => {
    expect((await ask('/index.html', method)).status).toBe(404);
  });

  test.each([
    ['/', 'text/html; charset=utf-8', 'no-store'],
    ['/index.html?x#y', 'text/html; charset=utf-8', 'no-store'],
    ['/assets/app-1.js', 'text/javascript; charset=utf-8', 'no-cache'],
  ])('%s is served with its headers', async (path, type, caching) => {
    const response = await ask(path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.get('cache-control')).toBe(caching);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(response.headers.get('content-security-policy')).not.toContain("'unsafe-eval'");
  });
});

describe('the web-mode server', () => {
  test('answers the same attempts with nothing', async () => {
    // What Node's own client refuses to send cannot be tried through it.
    for (const path of VECTORS.filter((vector) => /^[\x21-\x7e]+$/.test(vector))) {
      const { status, body } = await askServer(path);
      expect(status, path).toBe(404);
      expect(body, path).toBe('');
    }
  });

  test('serves the page to its own name only', async () => {
    const { port } = new URL(server.origin);
    expect(await askServer('/')).toEqual({ status: 200, body: '<p>page</p>' });
    for (const host of [`127.0.0.1:${port}`, 'evil.example', `localhost.evil:${port}`, 'localhost']) {
      expect((await askServer('/', { host })).status, host).toBe(403);
    }
    expect((await askServer('/', { method: 'POST' })).status).toBe(405);
    expect((await askServer('/', { method: 'HEAD' })).status).toBe(200);
  });

  test('says why it runs in a browser', async () => {
    expect((await askServer('/launch-note.json')).body).toBe('{"note":null}');
    const noted = await serveRenderer({ root, port: 0, note: 'electron_missing' });
    const answer = await fetch(`${noted.origin}/launch-note.json`);
    expect(await answer.json()).toEqual({ note: 'electron_missing' });
    await noted.close();
  });

  test('does not look for another port when its own is taken', async () => {
    const port = Number(new URL(server.origin).port);
    await expect(serveRenderer({ root, port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

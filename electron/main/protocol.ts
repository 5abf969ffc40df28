import { protocol } from 'electron';
import { readFile } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import { APP_ORIGIN, APP_SCHEME, pageHeaders, parseAssetPath } from '@shared/contracts/page-policy';

/** Must run before `ready`. Never `bypassCSP`: the window's own policy is the point. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: {
        standard: true,
        secure: true,
        supportFetchAPI: true,
        stream: true,
        corsEnabled: false,
        allowServiceWorkers: false,
        bypassCSP: false,
      },
    },
  ]);
}

export function serveApp(root: string): void {
  protocol.handle(APP_SCHEME, (request) => answerAppRequest(request, root));
}

type ReadFile = (path: string) => Promise<Uint8Array<ArrayBuffer>>;

/** Answers one request of the window from the built files, and with an empty 404 to everything else. */
export async function answerAppRequest(
  request: { method: string; url: string },
  root: string,
  read: ReadFile = readFile,
): Promise<Response> {
  const rest = request.url.startsWith(`${APP_ORIGIN}/`) ? request.url.slice(APP_ORIGIN.length) : null;
  const asset = request.method === 'GET' && rest !== null ? parseAssetPath(rest) : null;
  const file = asset && resolve(root, asset.path);
  if (!asset || !file || !isInside(root, file)) return notFound();
  try {
    return new Response(await read(file), { status: 200, headers: asset.headers });
  } catch {
    return notFound();
  }
}

function notFound(): Response {
  return new Response(null, { status: 404, headers: pageHeaders(true) });
}

function isInside(root: string, file: string): boolean {
  const inner = relative(resolve(root), file);
  return inner !== '' && !inner.startsWith('..') && !isAbsolute(inner);
}

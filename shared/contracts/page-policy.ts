/**
 * How the window's files are served, by Electron's main process and by the web-mode server alike.
 *
 * `APP_ORIGIN` is the IndexedDB origin of every installation: changing scheme or host orphans all stored data. A test
 * holds both, and `WEB_PORT`, to these values.
 */
export const APP_SCHEME = 'app';
export const APP_HOST = 'main';
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;

/** The web-mode origin is `http://localhost:4173`: another port is another, empty store. */
export const WEB_PORT = 4173;

/** Answered by the web-mode server only: why web mode is running, if Electron was wanted. */
export const LAUNCH_NOTE_PATH = '/launch-note.json';

/** `wasm-unsafe-eval` is for Argon2, `style-src-attr` for the inline sizes Element Plus and ECharts set. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "frame-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The only kinds of file the window is made of. Anything else does not exist for it. */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  wasm: 'application/wasm',
  woff2: 'font/woff2',
  txt: 'text/plain; charset=utf-8',
};

export interface PageAsset {
  /** Relative to the served folder, `/`-separated, free of dots, escapes and separators of any system. */
  path: string;
  headers: Record<string, string>;
}

/**
 * The file a request means, or null where the request is anything but a plain path. `rawPath` is the text after the
 * host, undecoded: a URL parser would have folded `..` away before this check could see it.
 */
export function parseAssetPath(rawPath: string): PageAsset | null {
  const bare = rawPath.replace(/[?#].*$/s, '');
  if (!bare.startsWith('/') || /\\|%2e|%2f|%5c|%00/i.test(bare)) return null;
  const path = decodeOnce(bare === '/' ? 'index.html' : bare.slice(1));
  if (path === null || !path.split('/').every(isPlainSegment)) return null;
  const extension = /\.([a-z0-9]+)$/.exec(path)?.[1];
  const type = extension === undefined ? undefined : CONTENT_TYPES[extension];
  if (type === undefined) return null;
  return { path, headers: { ...pageHeaders(extension === 'html'), 'content-type': type } };
}

/** Headers of every answer, found or not. */
export function pageHeaders(isDocument: boolean): Record<string, string> {
  return {
    'content-security-policy': CONTENT_SECURITY_POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cache-control': isDocument ? 'no-store' : 'no-cache',
  };
}

function decodeOnce(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** No dot folders, no leftover escapes, no separators, drive letters, streams or trailing dots of Windows. */
function isPlainSegment(segment: string): boolean {
  return (
    /^[\p{L}\p{N}_@$+~()[\] -][\p{L}\p{N}_@$+~()[\] .-]*$/u.test(segment) &&
    !/[. ]$/.test(segment) &&
    !/\.\./.test(segment)
  );
}

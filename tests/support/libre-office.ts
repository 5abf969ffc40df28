import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, parse } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

/** Path of LibreOffice's program, or nothing where it is not installed. */
export function findLibreOffice(): string | undefined {
  for (const name of ['soffice', 'libreoffice']) {
    try {
      return execFileSync('which', [name], { encoding: 'utf8' }).trim();
    } catch {
      continue;
    }
  }
  return undefined;
}

/**
 * Opens a file in LibreOffice and saves it in another format, as its own export filters do. In a profile of its own, so that
 * neither a running window nor somebody's settings bear on it.
 */
export class LibreOffice {
  private readonly folder = mkdtempSync(join(tmpdir(), 'libre-office-'));

  constructor(private readonly program: string) {}

  /** `to` and `reader` as `--convert-to` and `--infilter` take them: `ods`, `csv:Text - txt - csv (StarCalc):44,34,76`. */
  async convert(bytes: Uint8Array, name: string, to: string, reader?: string): Promise<Uint8Array> {
    const out = join(this.folder, 'out');
    mkdirSync(out, { recursive: true });
    const source = join(this.folder, name);
    writeFileSync(source, bytes);
    const profile = `-env:UserInstallation=${pathToFileURL(join(this.folder, 'profile')).href}`;
    const filter = reader === undefined ? [] : [`--infilter=${reader}`];
    const args = [profile, '--headless', '--norestore', ...filter, '--convert-to', to, '--outdir', out, source];
    await promisify(execFile)(this.program, args, { timeout: 120_000 });
    return new Uint8Array(readFileSync(join(out, `${parse(name).name}.${to.split(':')[0]}`)));
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

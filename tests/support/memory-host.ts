import type { AuditAnchor, Sentinel } from '@shared/contracts/bridge';
import type { CoreHost } from '@renderer/core/context';
import { fail, ok, type Result } from '@shared/kernel/result';
import { memoryBackups } from './memory-backups';
import { memoryJournal } from './memory-journal';

export interface LogLine {
  level: string;
  event: string;
  detail: Record<string, string | number | boolean>;
}

/** The outside of the core, in memory: survives `reopen`, shows what was logged. */
export class MemoryHost implements CoreHost {
  sentinel: Sentinel | null = null;
  throttle: string | null = null;
  /** Bytes where the data lives. */
  free: number | null = null;
  readonly lines: LogLine[] = [];
  readonly anchors: AuditAnchor[] = [];
  readonly backups = memoryBackups();
  readonly journal = memoryJournal();
  /** Files the person picked, by token. */
  readonly picked = new Map<string, Uint8Array>();

  readPicked(token: string, offset: number, length: number): Promise<Result<Uint8Array>> {
    const file = this.picked.get(token);
    return Promise.resolve(file ? ok(file.slice(offset, offset + length)) : fail('bridge.token_invalid'));
  }

  freeSpace(): Promise<number | null> {
    return Promise.resolve(this.free);
  }

  readSentinel(): Promise<Sentinel | null> {
    return Promise.resolve(this.sentinel);
  }

  writeSentinel(sentinel: Sentinel): Promise<void> {
    this.sentinel = structuredClone(sentinel);
    return Promise.resolve();
  }

  readThrottle(): Promise<string | null> {
    return Promise.resolve(this.throttle);
  }

  writeThrottle(json: string): Promise<void> {
    this.throttle = json;
    return Promise.resolve();
  }

  appendAnchor(anchor: AuditAnchor): Promise<void> {
    this.anchors.push(structuredClone(anchor));
    return Promise.resolve();
  }

  readAnchors(): Promise<AuditAnchor[]> {
    return Promise.resolve([...this.anchors]);
  }

  log(level: string, event: string, detail: LogLine['detail']): void {
    this.lines.push({ level, event, detail });
  }
}

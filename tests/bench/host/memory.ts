import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/**
 * Resident memory of the browser's page processes, by Linux's books: exact peaks, workers included, which no page-side
 * counter gives. Elsewhere there is no answer (null), and the bench says so.
 */
export interface MemoryProbe {
  /** Forgets the peak so far; the level now becomes the idle one. */
  reset(): void;
  /** MB by which the peak since `reset` stands above the idle level then. */
  peakAboveIdle(): number | null;
}

export function probeMemory(profile: string): MemoryProbe {
  let idle = new Map<string, number>();
  return {
    reset() {
      idle = new Map();
      for (const pid of pageProcesses(profile)) {
        try {
          writeFileSync(`/proc/${pid}/clear_refs`, '5'); // resets the peak to what is resident now
          idle.set(pid, statusKb(pid, 'VmRSS'));
        } catch {
          // The process ended meanwhile.
        }
      }
    },
    peakAboveIdle() {
      const grown = pageProcesses(profile).map((pid) => statusKb(pid, 'VmHWM') - (idle.get(pid) ?? 0));
      return grown.length === 0 || idle.size === 0 ? null : Math.round(Math.max(...grown) / 1024);
    },
  };
}

function pageProcesses(profile: string): string[] {
  if (process.platform !== 'linux') return [];
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const parents = new Map(processes.map((pid) => [pid, parentOf(pid)]));
  const roots = processes.filter((pid) => {
    const line = commandLine(pid);
    return line.includes(profile) && !line.includes('--type=');
  });
  const isOurs = (pid: string): boolean => {
    for (let p: string | undefined = pid; p && p !== '0'; p = parents.get(p)) if (roots.includes(p)) return true;
    return false;
  };
  return processes.filter((pid) => commandLine(pid).includes('--type=renderer') && isOurs(pid));
}

function commandLine(pid: string): string {
  return readProc(pid, 'cmdline').replaceAll('\0', ' ');
}

function parentOf(pid: string): string {
  return /^PPid:\s*(\d+)/m.exec(readProc(pid, 'status'))?.[1] ?? '0';
}

function statusKb(pid: string, field: 'VmRSS' | 'VmHWM'): number {
  return Number(new RegExp(`^${field}:\\s*(\\d+)`, 'm').exec(readProc(pid, 'status'))?.[1] ?? 0);
}

function readProc(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

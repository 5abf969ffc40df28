import type { CoreContext } from '../context';
import { describeError } from '../describe-error';

/** How often it is looked whether a backup is due. */
const LOOK_MS = 60_000;
/** When only a backup can save what was stored, though not while somebody is still at it. */
const SOON_MS = 3_000;
const QUIET_LOOKS = 10;

interface Desk {
  context: CoreContext;
  /** Resolves when there is data to back up. */
  ready: () => Promise<boolean>;
  /** Runs it while no command does. */
  hold: (job: () => Promise<void>) => Promise<void>;
}

/** Looks now and then, in the background; the clock of a sleeping computer is caught up with at the next look. */
export class BackupClock {
  private readonly interval = setInterval(() => void this.look(), LOOK_MS);
  private soon: ReturnType<typeof setTimeout> | undefined;
  private busy = false;
  private looks = 0;

  constructor(private readonly desk: Desk) {}

  /** Something was stored. After the first sign-in of an installation, for one, only a backup can save it. */
  noteChange(): void {
    if (this.desk.context.journal.state === 'whole') return;
    clearTimeout(this.soon);
    this.soon = setTimeout(() => void this.look(), SOON_MS);
  }

  stop(): void {
    clearInterval(this.interval);
    clearTimeout(this.soon);
  }

  /** One at a time: both read everything. */
  private async lookAtData(): Promise<void> {
    const { context } = this.desk;
    const due = await context.backup.drillDue(context);
    if (due) await context.backup.drillByClock(context, due);
    else if (context.backup.daily.isDue(context)) await context.backup.daily.run(context);
  }

  private async look(): Promise<void> {
    const { context, ready, hold } = this.desk;
    if (this.busy) return;
    this.busy = true;
    try {
      if (!(await ready())) return;
      // A stick may have come back; one that hangs keeps nothing else waiting.
      void context.backup.second.look(context);
      if (await context.backup.isDue(context)) await hold(() => context.backup.scheduled(context));
      // Not while people begin their day.
      if (++this.looks > QUIET_LOOKS) await this.lookAtData();
    } catch (error) {
      context.host.log('warn', 'backup.not_looked', describeError(error));
    } finally {
      this.busy = false;
    }
  }
}

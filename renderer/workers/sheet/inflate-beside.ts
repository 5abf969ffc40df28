import { InflaterGone, inflateHere, type Inflate } from './inflate';

/** Pieces (64 KiB each) that may be on their way at once: enough to keep both threads busy, little enough to hold. */
const AHEAD = 32;

/** What the worker is sent: a deflate stream dressed as gzip, in parts, and where the answers go. */
interface Job {
  parts: readonly Uint8Array[];
  port: MessagePort;
}
/** What it answers, piece by piece. */
type Answer = Uint8Array<ArrayBuffer> | 'end' | 'damaged';

/**
 * Inflates in a worker of its own, beside the scanner that reads what comes out: on a large workbook each takes about as long
 * as the other. The worker starts with the first use. Should it die, what it was inflating fails with
 * `InflaterGone`, and what comes later is inflated here.
 */
export function inflateBeside(startWorker: () => Worker): Inflate {
  const waiting = new Set<(error: Error) => void>();
  let worker: Worker | null = null;
  let isGone = false;

  function started(): Worker {
    if (worker) return worker;
    worker = startWorker();
    worker.onerror = (event) => {
      event.preventDefault();
      isGone = true;
      for (const lose of [...waiting]) lose(new InflaterGone());
    };
    return worker;
  }

  return (parts) => {
    if (isGone) return inflateHere(parts);
    const { port1: port, port2 } = new MessageChannel();
    const job: Job = { parts, port: port2 };
    started().postMessage(job, [port2]);
    let asked = 0;
    let lose: (error: Error) => void;
    const leave = () => {
      waiting.delete(lose);
      // What is still on its way is for nobody.
      port.onmessage = null;
      port.close();
    };
    return new ReadableStream<Uint8Array>(
      {
        start(controller) {
          lose = (error) => {
            leave();
            controller.error(error);
          };
          waiting.add(lose);
          port.onmessage = ({ data }: MessageEvent<Answer>) => {
            if (typeof data !== 'string') {
              asked--;
              controller.enqueue(data);
              return;
            }
            leave();
            if (data === 'end') controller.close();
            else controller.error(new Error(data));
          };
        },
        pull({ desiredSize }) {
          const more = (desiredSize ?? 0) - asked;
          if (asked > 0 && more < AHEAD / 4) return;
          asked += more;
          port.postMessage(more);
        },
        cancel() {
          port.postMessage('stop');
          leave();
        },
      },
      { highWaterMark: AHEAD },
    );
  };
}

interface WorkerScope {
  onmessage: ((event: MessageEvent<Job>) => unknown) | null;
}

/** The worker's side. */
export function serveInflating(scope: WorkerScope = globalThis): void {
  scope.onmessage = ({ data }) => void inflateTo(data);
}

async function inflateTo({ parts, port }: Job): Promise<void> {
  const reader = inflateHere(parts).getReader();
  let wanted = 0;
  let wake: () => void = () => undefined;
  port.onmessage = ({ data }: MessageEvent<number | 'stop'>) => {
    if (data === 'stop') {
      port.close();
      reader.cancel().catch(() => undefined);
    } else wanted += data;
    wake();
  };
  const answer = (value: Answer) => port.postMessage(value, typeof value === 'string' ? [] : [value.buffer]);
  try {
    for (;;) {
      while (wanted === 0) await new Promise<void>((resolve) => (wake = resolve));
      const { done, value } = await reader.read();
      if (done) return answer('end');
      wanted--;
      answer(value as Uint8Array<ArrayBuffer>);
    }
  } catch {
    answer('damaged');
  }
}

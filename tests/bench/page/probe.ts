/**
 * Watches the window's thread from inside, from before the page's own first script: when something first appeared, which
 * tasks were long, how long keys waited. Built as a plain script without imports; the host injects it.
 */
export interface WindowProbe {
  /** Milliseconds from `since` until an element matching the selector was laid out and a frame with it was made. */
  appeared(selector: string, since?: number): Promise<number>;
  /** Clicks and waits until the text of the element `watched` has changed to a finished one; milliseconds to that frame. */
  clickUntilChanged(clicked: string, watched: string): Promise<number>;
  /** Starts counting long tasks and key latencies; forgets what was counted. */
  start(): void;
  stop(): { longTasks: number[]; keyLatencies: number[]; frames: number[] };
  now(): number;
}

declare global {
  interface Window {
    windowProbe: WindowProbe;
  }
}

let longTasks: number[] = [];
let keyLatencies: number[] = [];
let frames: number[] = [];
let counting = false;
let lastFrame = 0;

new PerformanceObserver((list) => {
  if (counting) longTasks.push(...list.getEntries().map((entry) => entry.duration));
}).observe({ type: 'longtask', buffered: false });

/** From the moment the browser got the key until the frame after its handling. */
addEventListener(
  'keydown',
  (event) => {
    if (!counting) return;
    const from = event.timeStamp;
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => keyLatencies.push(performance.now() - from);
      channel.port2.postMessage(null); // runs right after this frame was made
    });
  },
  true,
);

function onFrame(at: number): void {
  if (!counting) return;
  if (lastFrame > 0) frames.push(at - lastFrame);
  lastFrame = at;
  requestAnimationFrame(onFrame);
}

function isShown(selector: string): boolean {
  for (const element of document.querySelectorAll<HTMLElement>(selector)) {
    const box = element.getBoundingClientRect();
    if (box.width > 0 && box.height > 0 && !(element as HTMLInputElement).disabled) return true;
  }
  return false;
}

window.windowProbe = {
  appeared: (selector, since = 0) =>
    new Promise((resolve) => {
      const look = (): void => {
        if (isShown(selector)) requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - since)));
        else requestAnimationFrame(look);
      };
      look();
    }),
  clickUntilChanged: (clicked, watched) =>
    new Promise((resolve, reject) => {
      const textNow = (): string => document.querySelector(watched)?.textContent ?? '';
      const before = textNow();
      const button = document.querySelector<HTMLElement>(clicked);
      if (!button) return reject(new Error(`nothing to click: ${clicked}`));
      const from = performance.now();
      const look = (): void => {
        const text = textNow();
        if (text !== '' && text !== before) setTimeout(() => resolve(performance.now() - from));
        else if (performance.now() - from > 5_000) reject(new Error(`nothing changed: ${watched}`));
        else requestAnimationFrame(look);
      };
      button.click();
      requestAnimationFrame(look);
    }),
  start() {
    longTasks = [];
    keyLatencies = [];
    frames = [];
    lastFrame = 0;
    counting = true;
    requestAnimationFrame(onFrame);
  },
  stop() {
    counting = false;
    return { longTasks, keyLatencies, frames };
  },
  now: () => performance.now(),
};

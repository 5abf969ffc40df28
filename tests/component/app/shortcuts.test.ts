import { afterEach, describe, expect, it, vi } from 'vitest';
import { nameOf } from '@renderer/app/shell/use-shortcuts';
import { watchIdle } from '@renderer/platform/idle-lock';
import { moveOnOrSubmit } from '@renderer/ui/form-keys';

const press = (key: string, extra: KeyboardEventInit = {}, target: HTMLElement = document.body): KeyboardEvent => {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, ...extra });
  Object.defineProperty(event, 'target', { value: target });
  return event;
};

describe('the desk shortcuts', () => {
  it('open the palette from anywhere, but leave single letters to who is typing', () => {
    const input = document.createElement('input');
    expect(nameOf(press('k', { ctrlKey: true }, input))).toBe('palette');
    expect(nameOf(press('?'))).toBe('sheet');
    expect(nameOf(press('？'))).toBe('sheet');
    expect(nameOf(press('?', {}, input))).toBeNull();
    expect(nameOf(press('/', {}, input))).toBeNull();
    expect(nameOf(press('n', { altKey: true, code: 'KeyN' }, input))).toBe('create');
    expect(nameOf(press('n', { ctrlKey: true, code: 'KeyN' }))).toBeNull();
  });
});

describe('Enter in a form', () => {
  it('moves on, submits from the last field, and ends a word of the input method without doing either', () => {
    const form = document.createElement('form');
    const [a, b] = [document.createElement('input'), document.createElement('input')];
    form.append(a, b);
    document.body.replaceChildren(form);
    const submit = vi.fn();
    form.addEventListener('keydown', (event) => moveOnOrSubmit(event, submit));
    const enter = (from: HTMLElement, extra: KeyboardEventInit = {}): boolean =>
      from.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, ...extra }));
    a.focus();
    enter(a, { isComposing: true });
    expect(document.activeElement).toBe(a);
    enter(a);
    expect(document.activeElement).toBe(b);
    enter(b, { shiftKey: true });
    expect(document.activeElement).toBe(a);
    expect(submit).not.toHaveBeenCalled();
    enter(b);
    expect(submit).toHaveBeenCalledOnce();
  });
});

describe('the idle watch', () => {
  afterEach(() => void vi.useRealTimers());

  it('locks by the clock, even when the computer slept, and not while somebody works', () => {
    vi.useFakeTimers();
    let now = 0;
    const lock = vi.fn();
    const stop = watchIdle(
      () => 10,
      lock,
      () => now,
    );
    now = 9 * 60_000;
    window.dispatchEvent(new Event('pointermove'));
    now = 18 * 60_000;
    vi.advanceTimersByTime(5_000);
    expect(lock).not.toHaveBeenCalled();
    // A sleep of hours, then a touch: the lock comes before the touch counts.
    now = 300 * 60_000;
    window.dispatchEvent(new Event('pointerdown'));
    expect(lock).toHaveBeenCalledOnce();
    stop();
    now = 900 * 60_000;
    vi.advanceTimersByTime(60_000);
    expect(lock).toHaveBeenCalledOnce();
  });
});

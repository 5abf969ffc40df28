/** An Enter that ends a word of the input method, not a line of the form. */
export function isComposing(event: Event): boolean {
  return event instanceof KeyboardEvent && (event.isComposing || event.keyCode === 229);
}

/**
 * Enter moves on to the next field of the form, and submits from the last one. For `@keydown.enter` on the form itself.
 */
export function moveOnOrSubmit(event: KeyboardEvent, submit: () => void): void {
  const target = event.target;
  if (!(target instanceof HTMLInputElement) || target.type === 'checkbox' || isComposing(event)) return;
  event.preventDefault();
  const form = event.currentTarget as HTMLElement;
  const fields = [...form.querySelectorAll<HTMLInputElement>('input:not([disabled], [type="checkbox"], [readonly])')];
  const next = fields[fields.indexOf(target) + (event.shiftKey ? -1 : 1)];
  if (next) next.focus();
  else if (!event.shiftKey) submit();
}

/** Puts the cursor where the first complaint is. Call after the complaints are rendered. */
export function focusFirstInvalid(form: HTMLElement | null): void {
  form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}

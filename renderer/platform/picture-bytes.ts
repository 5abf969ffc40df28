import { fail, ok, type Result } from '@shared/kernel/result';

/** What a canvas gives as a data URL, as the bytes of a file; fails where the canvas had nothing to give. */
export function pictureBytes(dataUrl: string): Result<[Uint8Array<ArrayBuffer>]> {
  const base64 = dataUrl.slice(dataUrl.indexOf(',') + 1);
  if (base64 === '') return fail('internal.unexpected');
  return ok([Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))]);
}

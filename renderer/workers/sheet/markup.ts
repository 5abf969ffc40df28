import { FileFailure } from './limits';

/** A DOCTYPE is refused as everywhere: entities are programs. */
export function checkMarkup(text: string): void {
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw new FileFailure('file.forbidden_xml');
}

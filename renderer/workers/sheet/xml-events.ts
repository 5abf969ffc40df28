import { SaxesParser, type SaxesTagNS } from 'saxes';
import { FileFailure } from './limits';

/** What the readers of small or strange XML listen to. Names come without prefix; attributes are looked up likewise. */
export interface XmlHandler {
  open(name: string, attribute: (name: string) => string | undefined): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** No part of a workbook is nested so deep. The parser looks a prefix up through every open tag, so depth costs its square. */
const MAX_DEPTH = 256;

/**
 * A strict, namespace-aware parse (saxes): refuses a DOCTYPE, and so every custom entity, before anything is expanded;
 * anything ill-formed is `file.damaged`.
 */
export class XmlEvents {
  private readonly parser = new SaxesParser({ xmlns: true, position: false });
  private decoder: TextDecoder | undefined;

  constructor(handler: XmlHandler) {
    const { parser } = this;
    let depth = 0;
    parser.on('doctype', () => {
      throw new FileFailure('file.forbidden_xml');
    });
    parser.on('error', () => {
      throw new FileFailure('file.damaged');
    });
    parser.on('opentag', (tag) => {
      if (++depth > MAX_DEPTH) throw new FileFailure('file.damaged');
      handler.open(tag.local, (name) => attributeOf(tag, name));
    });
    parser.on('text', (value) => handler.text?.(value));
    parser.on('cdata', (value) => handler.text?.(value));
    parser.on('closetag', (tag) => {
      depth--;
      handler.close?.(tag.local);
    });
  }

  feed(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.decoder ??= decoderFor(bytes);
    this.parser.write(this.decode(bytes, true));
  }

  finish(): void {
    if (!this.decoder) throw new FileFailure('file.damaged');
    this.parser.write(this.decode(new Uint8Array(0), false));
    this.parser.close();
  }

  private decode(bytes: Uint8Array, stream: boolean): string {
    try {
      return this.decoder!.decode(bytes, { stream });
    } catch {
      throw new FileFailure('file.damaged');
    }
  }
}

export function parseXml(bytes: Uint8Array, handler: XmlHandler): void {
  const events = new XmlEvents(handler);
  events.feed(bytes);
  events.finish();
}

function attributeOf(tag: SaxesTagNS, name: string): string | undefined {
  const own = tag.attributes[name];
  if (own) return own.value;
  const colon = name.indexOf(':');
  if (colon < 0) return undefined;
  // `r:id` means "id of the relationships namespace", whatever the file calls that prefix.
  const local = name.slice(colon + 1);
  return Object.values(tag.attributes).find((a) => a.local === local && a.uri.endsWith('/relationships'))?.value;
}

function decoderFor(bytes: Uint8Array): TextDecoder {
  const label = utf16Label(bytes) ?? declaredEncoding(bytes) ?? 'utf-8';
  try {
    return new TextDecoder(label, { fatal: true });
  } catch {
    throw new FileFailure('file.damaged');
  }
}

function utf16Label(b: Uint8Array): string | undefined {
  if ((b[0] === 0xff && b[1] === 0xfe) || (b[0] === 0x3c && b[1] === 0)) return 'utf-16le';
  if ((b[0] === 0xfe && b[1] === 0xff) || (b[0] === 0 && b[1] === 0x3c)) return 'utf-16be';
  return undefined;
}

function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, 200));
  return /^[^<]*<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(head)?.[1];
}

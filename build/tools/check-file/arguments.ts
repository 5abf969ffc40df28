import { parseArgs } from 'node:util';

export interface CheckFileArguments {
  path: string;
  as?: 'merchants' | 'bill' | 'bank';
  sheet?: string;
  dump: boolean;
  values: boolean;
}

const KINDS = ['merchants', 'bill', 'bank'] as const;

/** `null` when the command line is not one: no file, two files, an unknown option or kind. */
export function parseArguments(argv: readonly string[]): CheckFileArguments | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        as: { type: 'string' },
        sheet: { type: 'string' },
        dump: { type: 'boolean', default: false },
        values: { type: 'boolean', default: false },
      },
    });
    const as = KINDS.find((kind) => kind === values.as);
    const path = positionals[0];
    if (positionals.length !== 1 || !path || (values.as !== undefined && !as)) return null;
    return {
      path,
      dump: values.dump,
      values: values.values,
      ...(as ? { as } : {}),
      ...(values.sheet === undefined ? {} : { sheet: values.sheet }),
    };
  } catch {
    return null;
  }
}

declare const brand: unique symbol;
/** A primitive that cannot be mistaken for another of the same shape. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** `'YYYY-MM-DD'`, a business date in Asia/Shanghai. */
export type BizDate = Brand<string, 'BizDate'>;
/** Money: a safe integer number of fen (1/100 yuan). */
export type Fen = Brand<number, 'Fen'>;
/** A rate in parts per million: 0.6 % = 6000. */
export type Ppm = Brand<number, 'Ppm'>;

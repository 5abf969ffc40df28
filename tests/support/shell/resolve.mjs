const double = new URL('./electron/index.mjs', import.meta.url).href;

export function resolve(specifier, context, next) {
  return specifier === 'electron' ? { url: double, shortCircuit: true } : next(specifier, context);
}

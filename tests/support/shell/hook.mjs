// node --import hook.mjs out/main/index.js: inside that process, `electron` is the double.
import { register } from 'node:module';

register('./resolve.mjs', import.meta.url);

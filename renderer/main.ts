import { createPinia } from 'pinia';
import { createApp } from 'vue';
import 'element-plus/theme-chalk/base.css';
import 'element-plus/theme-chalk/dark/css-vars.css';
import './app/theme/tokens.css';
import './app/theme/base.css';
import App from './App.vue';
import { catchErrors } from './app/errors';
import { i18n, setLanguage } from './app/locale';
import { createDeskRouter } from './app/router';
import { startTheme } from './platform/theme';
import { SET_LANGUAGE } from './platform/language';
import { preferences } from './platform/preferences';
import { useSessionStore } from './platform/session-store';

startTheme();
const app = createApp(App);
catchErrors(app);
app.use(createPinia());
// The data opens while the words are still on their way.
void useSessionStore().start();
await setLanguage(preferences.readLanguage());
app.provide(SET_LANGUAGE, setLanguage);
app.use(i18n).use(createDeskRouter()).mount('#app');

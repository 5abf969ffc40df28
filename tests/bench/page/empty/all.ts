import ElementPlus from 'element-plus';
import 'element-plus/dist/index.css';
import { createApp } from 'vue';
import { SignInForm } from './sign-in-form';

/** The usual start of a Vue + Element Plus program: everything registered. */
createApp(SignInForm).use(ElementPlus).mount('#app');

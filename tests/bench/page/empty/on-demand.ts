import { createApp } from 'vue';
import { SignInForm } from './sign-in-form';

/** The leanest start: only the components the form uses. */
createApp(SignInForm).mount('#app');

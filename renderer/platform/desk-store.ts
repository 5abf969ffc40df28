import { defineStore } from 'pinia';
import { ref } from 'vue';

/** What any page may ask of the frame around it. */
export const useDeskStore = defineStore('desk', () => {
  const changingPassword = ref(false);
  /** Which part of what guards the own account is being set up. */
  const guarding = ref<'enrol' | 'codes' | 'disable' | 'setPin' | 'changePin' | null>(null);
  return { changingPassword, guarding };
});

import { defineStore } from 'pinia';
import { ref } from 'vue';

/** What any page may ask of the frame around it. */
export const useDeskStore = defineStore('desk', () => {
  const changingPassword = ref(false);
  return { changingPassword };
});

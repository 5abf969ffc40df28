import { computed, type ComputedRef } from 'vue';
import { makeCalendar, type Calendar } from '@shared/time/holidays';
import { useQuery } from './use-query';

/** Holidays and worked weekends as the program knows them now. */
export function useCalendar(): ComputedRef<Calendar> {
  const own = useQuery('holiday.list', () => ({}));
  return computed(() => makeCalendar(own.data.value ?? []));
}

export const STATUS_TONES = {
  DRAFT: 'info',
  SUBMITTED: 'primary',
  ACTIVE: 'success',
  SUSPENDED: 'warning',
  CLOSED: 'danger',
} as const;

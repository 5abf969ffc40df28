import admins from './admins';
import app from './app';
import audit from './audit';
import backups from './backups';
import bills from './bills';
import coupons from './coupons';
import dashboard from './dashboard';
import grants from './grants';
import imports from './imports';
import merchants from './merchants';
import profit from './profit';
import recovery from './recovery';
import reminders from './reminders';
import reports from './reports';
import reviews from './reviews';
import security from './security';
import session from './session';
import settings from './settings';
import setup from './setup';
import txns from './txns';
import ui from './ui';

export default {
  admins,
  app,
  audit,
  bills,
  backups,
  coupons,
  dashboard,
  grants,
  imports,
  merchants,
  profit,
  recovery,
  reminders,
  reports,
  reviews,
  security,
  session,
  settings,
  setup,
  txns,
  ui,
};

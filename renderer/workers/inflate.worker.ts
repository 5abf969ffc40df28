import { serveInflating } from './sheet/inflate-beside';

serveInflating();

import {
  Clock,
  Coin,
  Connection,
  Delete,
  Discount,
  Document,
  Edit,
  Finished,
  Lock,
  Files,
  Notebook,
  Plus,
  Postcard,
  Setting,
  Shop,
  Stamp,
  DataAnalysis,
  Money,
  Tickets,
  Upload,
  User,
} from '@element-plus/icons-vue';
import type { Component } from 'vue';

const ICONS: Readonly<Record<string, Component>> = {
  Clock,
  Coin,
  Connection,
  Delete,
  Discount,
  Document,
  Edit,
  Finished,
  Lock,
  Files,
  Notebook,
  Plus,
  Postcard,
  Setting,
  Shop,
  Stamp,
  DataAnalysis,
  Money,
  Tickets,
  Upload,
  User,
};

/** The icon a route names in its meta; listed here, so that only those used are bundled. */
export function navIcon(name: string | undefined): Component {
  return ICONS[name ?? ''] ?? Document;
}

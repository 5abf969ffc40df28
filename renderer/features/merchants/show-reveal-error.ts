import { ElMessage } from 'element-plus';

export function showRevealError(message: string): void {
  ElMessage({ type: 'error', message, showClose: true, duration: 6000 });
}

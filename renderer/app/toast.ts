export { ElMessage } from 'element-plus';

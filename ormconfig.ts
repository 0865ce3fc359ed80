export { default } from './src/platform/database/data-source';

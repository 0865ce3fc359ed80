import { texts } from '../platform/i18n/texts';

/** What each kind of background work does, for whoever looks after one that failed; a test holds them to JOBS. */
export const jobsTexts = texts('jobs', {
  'seal-history': { zh: '封存操作记录', en: 'Seal the history' },
  'render-report': { zh: '生成验收报告 PDF', en: 'Make the PDF of an acceptance report' },
  'compare-photos': { zh: '比对照片', en: 'Compare photos with one another' },
  'continue-import': { zh: '读取或写入旧台账', en: 'Read or apply an old ledger' },
  'resume-imports': { zh: '接着处理中断的导入', en: 'Go on with imports that were interrupted' },
  'sweep-files': { zh: '清理未用上的文件', en: 'Clear away files that nothing refers to' },
  'check-files': { zh: '核对存放的文件', en: 'Check that stored files are whole' },
  'run-audit': { zh: '核查台账', en: 'Audit records' },
  'sweep-expired': { zh: '清理过期的登录和请求标识', en: 'Clear away expired sessions and request keys' },
  'recheck-findings': { zh: '每晚重新核对未完成的改造', en: 'Look again at what is not finished, every night' },
}); // prettier-ignore

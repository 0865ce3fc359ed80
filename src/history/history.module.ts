import { Global, Module } from '@nestjs/common';
import { History } from './history';
import { KeepSealing } from './keep-sealing';
import { SealHistory } from './seal-history';
import { VerifyHistory } from './verify-history';

/** Global, because every act records what it did. */
@Global()
@Module({
  providers: [History, SealHistory, KeepSealing, VerifyHistory],
  exports: [History, SealHistory, VerifyHistory],
})
export class HistoryModule {}

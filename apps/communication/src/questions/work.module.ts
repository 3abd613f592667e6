import { Module } from '@nestjs/common';
import { WorkRequests } from './work-requests.js';

/** TS-11. Apart from the questions: bugs and meetings ask for work too. */
@Module({ providers: [WorkRequests], exports: [WorkRequests] })
export class WorkModule {}

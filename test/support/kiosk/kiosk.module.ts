import { setTimeout as sleep } from 'node:timers/promises';
import { Controller, Logger, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { type Call, Rpc } from '#libs/messaging';
import { burn, sell } from './kiosk.contract.js';

@Controller()
class KioskController {
  private readonly logger = new Logger('Kiosk');

  constructor(private readonly database: DataSource) {}

  @Rpc(sell)
  async sell({ input }: Call<typeof sell>) {
    this.logger.log({ msg: 'selling', payment: [{ iban: 'DE89370400440532013000', headers: { Cookie: 'sid=1' } }] });
    await sleep(input.ms);
    const [row] = await this.database.query<{ sold: string }[]>('select $1 as sold', [input.paper]);
    return row!;
  }

  /** A fault that nobody catches. */
  @Rpc(burn)
  burn(_call: Call<typeof burn>): null {
    void Promise.reject(new Error('The kiosk burns.'));
    return null;
  }
}

@Module({
  imports: [TypeOrmModule.forRoot({ type: 'postgres', url: process.env.DATABASE_URL! })],
  controllers: [KioskController],
})
export class KioskModule {}

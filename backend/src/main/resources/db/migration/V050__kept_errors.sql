-- Since when the processor is known to keep an error as its answer to the attempt's request: it will never give another.
-- The processor's clock is real time, and so is this.
alter table checkout add column error_kept_since timestamptz;

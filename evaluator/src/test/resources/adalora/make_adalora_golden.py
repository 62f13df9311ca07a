#!/usr/bin/env python3
"""Makes the reference values of this folder from Hugging Face PEFT's AdaLoRA.

Needs torch, transformers, peft and safetensors (versions used are written into every expected.json). Float32, CPU, one thread.

    python make_adalora_golden.py PATH_TO/hf/llama OUT

OUT/adapter: an adapter for the tiny LLaMA of ../hf/llama, with logits, loss (cross-entropy) and orthogonality term, in the layout of ../hf.
OUT/pruned: the same after two prunings; PEFT writes only the triplets that are left, and a rank_pattern.
OUT/schedule-N: weights and gradients of some steps, and what PEFT's RankAllocator makes of them. A step is: weights minus 0.5 times the gradients, then
update_and_allocate. Stored for each step: the weights before that call, the gradients, the smoothed sensitivity and uncertainty and the values of E after it.
"""
import json, os, sys, warnings
import torch, transformers, peft
from safetensors.torch import save_file, load_file
from transformers import LlamaConfig, LlamaForCausalLM
warnings.filterwarnings("ignore"); torch.set_num_threads(1)
VERSIONS = dict(torch=torch.__version__, transformers=transformers.__version__, peft=peft.__version__)
BASE, OUT = sys.argv[1:]
TARGETS = ["q_proj", "v_proj"]


def base():
    return LlamaForCausalLM.from_pretrained(BASE, attn_implementation="eager")


def perturb(model, seed, scale=0.1):
    g = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for p in model.parameters():
            if p.requires_grad: p.add_(scale * torch.randn(p.shape, generator=g))


def ready(model):
    # PEFT 0.21 reads this attribute in every forward with labels and sets it only for training.
    model.base_model.trainable_adapter_name = "default"; model.eval(); return model


def batch(vocab):
    g = torch.Generator().manual_seed(9); ids = torch.randint(3, vocab, (2, 11), generator=g); mask = torch.ones_like(ids)
    ids[-1, -3:] = 0; mask[-1, -3:] = 0; labels = ids.clone(); labels[mask == 0] = -100; labels[:, :4] = -100
    return ids, mask, labels


def record(model, folder, **extra):
    model.save_pretrained(folder); os.path.exists(f"{folder}/README.md") and os.remove(f"{folder}/README.md")
    loaded = ready(peft.PeftModel.from_pretrained(base(), folder)); ids, mask, labels = batch(128)
    with torch.no_grad():
        out = loaded(input_ids=ids, attention_mask=mask, labels=labels)
        loss = torch.nn.functional.cross_entropy(out.logits[:, :-1].flatten(0, 1), labels[:, 1:].flatten()).item()
    save_file(dict(input_ids=ids, attention_mask=mask, labels=labels, logits=out.logits.contiguous()), f"{folder}/expected.safetensors")
    json.dump(dict(loss=loss, penalty=out.loss.item() - loss, versions=VERSIONS, **extra), open(f"{folder}/expected.json", "w"), indent=1)


def adapter():
    torch.manual_seed(1)
    m = peft.get_peft_model(base(), peft.AdaLoraConfig(task_type="CAUSAL_LM", init_r=6, target_r=4, total_step=100, tinit=10, tfinal=10, target_modules=TARGETS))
    perturb(m, 8); record(m, f"{OUT}/adapter", trainableParameters=sum(p.numel() for p in m.parameters() if p.requires_grad))


def trainable(model):
    return {n.replace("base_model.model.", "").replace(".default", ""): p for n, p in model.named_parameters() if p.requires_grad}


def one_step(model, g, step):
    with torch.no_grad():
        for p in trainable(model).values():
            p.grad = torch.randn(p.shape, generator=g); p.add_(p.grad, alpha=-0.5)
    before = {n: p.detach().clone() for n, p in trainable(model).items()}
    model.base_model.update_and_allocate(step)
    return before


def pruned():
    torch.manual_seed(1)
    m = peft.get_peft_model(base(), peft.AdaLoraConfig(task_type="CAUSAL_LM", init_r=6, target_r=3, total_step=2, tinit=0, tfinal=0, target_modules=TARGETS))
    perturb(m, 8); g = torch.Generator().manual_seed(5)
    for step in (1, 2): one_step(m, g, step)
    kept = {n: int((p != 0).sum()) for n, p in trainable(m).items() if n.endswith("lora_E")}
    record(m, f"{OUT}/pruned", kept=kept)


def schedule(number, total, tinit, tfinal, delta):
    tiny = LlamaConfig(hidden_size=8, intermediate_size=8, num_hidden_layers=2, num_attention_heads=2, num_key_value_heads=1, vocab_size=8, max_position_embeddings=8)
    torch.manual_seed(number)
    m = peft.get_peft_model(LlamaForCausalLM(tiny), peft.AdaLoraConfig(task_type="CAUSAL_LM", init_r=4, target_r=2, total_step=total, tinit=tinit, tfinal=tfinal,
                                                                     deltaT=delta, target_modules=TARGETS))
    perturb(m, number); g = torch.Generator().manual_seed(20 + number); tensors, left = {}, []
    allocator = m.base_model.rankallocator
    for step in range(1, total + 1):
        before = one_step(m, g, step)
        for n, p in trainable(m).items():
            tensors[f"{step}.weight.{n}"] = before[n]; tensors[f"{step}.gradient.{n}"] = p.grad.clone()
            if n.endswith("lora_E"): tensors[f"{step}.after.{n}"] = p.detach().clone()
        for n in allocator.ipt:
            short = n.replace(".default", "")
            tensors[f"{step}.sensitivity.{short}"] = allocator.exp_avg_ipt[n]; tensors[f"{step}.uncertainty.{short}"] = allocator.exp_avg_unc[n]
        left.append(sum(int((p != 0).sum()) for n, p in trainable(m).items() if n.endswith("lora_E")))
    folder = f"{OUT}/schedule-{number}"; os.makedirs(folder, exist_ok=True)
    save_file({n: t.contiguous() for n, t in tensors.items()}, f"{folder}/expected.safetensors")
    json.dump(dict(steps=total, tInit=tinit, tFinal=tfinal, interval=delta, left=left, budgets=[allocator.budget_schedule(s)[0] for s in range(1, total + 1)],
                   versions=VERSIONS), open(f"{folder}/expected.json", "w"), indent=1)
    print(number, left, json.load(open(f"{folder}/expected.json"))["budgets"])


adapter(); pruned(); schedule(1, 12, 2, 3, 2); schedule(2, 11, 0, 0, 4)

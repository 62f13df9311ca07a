
  # ---- products of matrices: by oneDNN, where they are worth its call ----

  # x (.., in), weight (out, in) -> (.., out)
  def matrix_product(self: __torch__.Ops, x: Tensor, weight: Tensor, bias: Optional[Tensor]) -> Tensor:
    size = torch.numel(weight)
    rows = torch.floordiv(torch.numel(x), torch.size(weight, 1))
    narrow = torch.__or__(torch.lt(torch.size(weight, 0), 64), torch.lt(torch.size(weight, 1), 64))
    if torch.__not__(torch.is_grad_enabled()):
      y = self.untaped_product(x, weight, bias)
    elif torch.__or__(narrow, torch.__or__(torch.lt(rows, 64), torch.gt(size, 16777216))):
      y = torch.linear(x, weight, bias)
    else:
      y = self.recorded_product(x, weight, bias, rows)
    return y

  # in training. A convolution that is asked for its bias' gradient alone computes its weight's too, so a bias that trains beside a frozen weight is added by itself
  def recorded_product(self: __torch__.Ops, x: Tensor, weight: Tensor, bias: Optional[Tensor], rows: int) -> Tensor:
    if torch.__is__(bias, None):
      y = self.product_at_points(x, weight, None, rows)
    else:
      offset = unchecked_cast(Tensor, bias)
      if torch.__and__(ops.prim.requires_grad(offset), torch.__not__(ops.prim.requires_grad(weight))):
        y = torch.add(self.product_at_points(x, weight, None, rows), offset)
      else:
        y = self.product_at_points(x, weight, offset, rows)
    return y

  # the same where no gradient is wanted, or of tensors that have none
  def untaped_product(self: __torch__.Ops, x: Tensor, weight: Tensor, bias: Optional[Tensor]) -> Tensor:
    size = torch.numel(weight)
    rows = torch.floordiv(torch.numel(x), torch.size(weight, 1))
    narrow = torch.__or__(torch.lt(torch.size(weight, 0), 64), torch.lt(torch.size(weight, 1), 64))
    if torch.__and__(torch.__not__(narrow), torch.__or__(torch.ge(size, 262144), torch.ge(rows, 16))):
      y = ops.mkldnn._linear_pointwise(x, weight, bias, "none", annotate(List[Optional[number]], []), "")
    else:
      y = torch.linear(x, weight, bias)
    return y

  # the same as a convolution over single points, which is what oneDNN has a gradient for: rows are a picture of one column, their entries its channels
  def product_at_points(self: __torch__.Ops, x: Tensor, weight: Tensor, bias: Optional[Tensor], rows: int) -> Tensor:
    inner = torch.size(weight, 1)
    picture = torch.permute(torch.reshape(x, [1, rows, 1, inner]), [0, 3, 1, 2])
    kernel = torch.reshape(weight, [torch.size(weight, 0), inner, 1, 1])
    y = torch.mkldnn_convolution(picture, kernel, bias, [0, 0], [1, 1], [1, 1], 1)
    flat = torch.reshape(torch.permute(y, [0, 2, 3, 1]), [rows, -1])
    if torch.eq(torch.dim(x), 3):
      whole = torch.view(flat, [torch.size(x, 0), torch.size(x, 1), -1])
    else:
      whole = flat
    return whole

  # x + y; in the memory of y where no gradient is wanted. In training a product's result is a view, and a change within a view costs its gradient five copies
  def add_into(self: __torch__.Ops, x: Tensor, y: Tensor) -> Tensor:
    if torch.is_grad_enabled():
      z = torch.add(x, y)
    else:
      z = torch.add_(y, x)
    return z

  # a small matrix (out, in) by its columns: one vector times it is left to BLAS, which then reads memory in order; oneDNN reads the others by their rows
  def lay_out(self: __torch__.Ops, x: Tensor) -> Tensor:
    if torch.lt(torch.numel(x), 262144):
      y = torch.set_(x, torch.t(torch.clone(torch.t(x), memory_format=0)))
    else:
      y = x
    return y
